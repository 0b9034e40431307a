-- Nobody asks for members by owner.
drop index suspect_member_owner;
