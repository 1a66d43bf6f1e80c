/**
 * A browser that translates the page puts elements of its own in the place of text. React still holds the text that was
 * taken out: it would change what nobody sees any more, and throw when it takes out what is gone. Here every text knows
 * what stands in its place. A change puts the text itself back, which the browser then translates anew.
 */
const standIns = new WeakMap<Node, ChildNode>();

export function surviveTranslation(root: Node): void {
  new MutationObserver((records) => records.forEach(remember)).observe(root, {
    childList: true,
    subtree: true,
  });
  patchNodes();
  patchText();
}

function remember({ removedNodes, addedNodes, previousSibling, nextSibling }: MutationRecord): void {
  const standIn = [...addedNodes, nextSibling, previousSibling].find(isStandIn);
  if (!standIn) return;
  for (const node of removedNodes) if (node instanceof Text && !node.isConnected) standIns.set(node, standIn);
}

function isStandIn(node: Node | null): node is HTMLElement {
  return node instanceof HTMLElement && node.localName === 'font';
}

/** What stands in this parent for a node: itself, what took its place, or nothing. */
function standInOf(parent: Node, node: Node): Node | null {
  if (node.parentNode === parent) return node;
  const standIn = standIns.get(node);
  return standIn?.parentNode === parent ? standIn : null;
}

function patchNodes(): void {
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    const shown = standInOf(this, child);
    if (shown) removeChild.call(this, shown);
    return child;
  };
  Node.prototype.insertBefore = function <Child extends Node>(
    this: Node,
    child: Child,
    reference: Node | null,
  ): Child {
    forgetStandIn(child);
    return insertBefore.call(this, child, reference && standInOf(this, reference)) as Child;
  };
}

function patchText(): void {
  const inherited = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue');
  if (!inherited?.set) return;
  const { set } = inherited;
  Object.defineProperty(Node.prototype, 'nodeValue', {
    ...inherited,
    set(this: Node, value: string | null) {
      const standIn = standIns.get(this);
      if (standIn?.parentNode && this instanceof Text && !this.isConnected) {
        standIns.delete(this);
        standIn.replaceWith(this);
      }
      set.call(this, value);
    },
  });
}

/** A text that is put somewhere else takes its place with it. */
function forgetStandIn(node: Node): void {
  standIns.get(node)?.remove();
  standIns.delete(node);
}
