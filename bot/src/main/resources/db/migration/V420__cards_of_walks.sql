-- A walk's progress redraws the cards that show it.
create index screen_target on screen (kind, target);
