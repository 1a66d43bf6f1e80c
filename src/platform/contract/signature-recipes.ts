const node = `import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** body: the bytes as they came, before any JSON parser. */
export function isGenuine(body: Buffer, headers: IncomingHttpHeaders, secret: string): boolean {
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\\d{1,12}$/.test(timestamp) || ageSeconds > 300) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body);
  const expected = Buffer.from(\`v1,\${mac.digest('base64')}\`);
  // While a secret is being rotated, there are two.
  return String(headers['webhook-signature']).split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

const python = `import base64
import hashlib
import hmac
import re
import time
from collections.abc import Mapping


def is_genuine(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """body: the bytes as they came. headers: by names in any case, as Django and Flask give them."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    # While a secret is being rotated, there are two.
    signatures = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(each.encode(), expected) for each in signatures)`;

const php = `<?php

/** $body: file_get_contents('php://input'). $headers: array_change_key_case(getallheaders()). */
function is_genuine(string $body, array $headers, string $secret): bool
{
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    if (!preg_match('/\\A[0-9]{1,12}\\z/', $timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(preg_replace('/\\Awhsec_/', '', $secret));
    $mac = hash_hmac('sha256', $id . '.' . $timestamp . '.' . $body, $key, true);
    $expected = 'v1,' . base64_encode($mac);
    // While a secret is being rotated, there are two.
    foreach (explode(' ', $headers['webhook-signature'] ?? '') as $signature) {
        if (hash_equals($expected, $signature)) {
            return true;
        }
    }
    return false;
}`;

const ruby = `require "openssl"

# body: the bytes as they came, request.raw_post in Rails. headers: by names in lower case.
def genuine?(body, headers, secret)
  id = headers["webhook-id"].to_s
  timestamp = headers["webhook-timestamp"].to_s
  return false unless timestamp.match?(/\\A[0-9]{1,12}\\z/)
  return false if (Time.now.to_i - timestamp.to_i).abs > 300

  key = secret.delete_prefix("whsec_").unpack1("m")
  mac = OpenSSL::HMAC.digest("SHA256", key, "#{id}.#{timestamp}.".b + body.b)
  expected = "v1," + [mac].pack("m0")
  # While a secret is being rotated, there are two.
  headers["webhook-signature"].to_s.split(" ").any? do |signature|
    OpenSSL.secure_compare(expected, signature)
  end
end`;

const go = `package webhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// IsGenuine takes the bytes as they came, from io.ReadAll(request.Body).
func IsGenuine(body []byte, headers http.Header, secret string) bool {
	id, timestamp := headers.Get("webhook-id"), headers.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	// While a secret is being rotated, there are two.
	for _, signature := range strings.Split(headers.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(signature), []byte(expected)) {
			return true
		}
	}
	return false
}`;

/**
 * How a receiver verifies the headers of Standard Webhooks with what its language brings along: id, time and body are
 * signed, nothing older than five minutes passes, and either secret does while one is being rotated.
 */
export const signatureRecipes = [
  { id: 'node', label: 'Node', code: node },
  { id: 'python', label: 'Python', code: python },
  { id: 'php', label: 'PHP', code: php },
  { id: 'ruby', label: 'Ruby', code: ruby },
  { id: 'go', label: 'Go', code: go },
] as const;

export type RecipeId = (typeof signatureRecipes)[number]['id'];
