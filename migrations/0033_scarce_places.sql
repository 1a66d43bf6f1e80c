-- What is held counts as taken when few places are left. An index over `held` would make every start and every release
-- write the index too, so Home walks the limited links of the shop by their key instead, the newest first, up to ten.
drop index payment_link_places_scarce;
