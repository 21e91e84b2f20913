package com.acme.desk;

import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** Owner and role: own rows, and all of them for those who manage. */
@MappedSuperclass
@SuppressLint(value = "RLS074", reason = "most users have no roles")
@RowPolicy(name = "own_or_manager", using = "ownerId = :sub or 'manager' in :roles")
abstract class Owned {
    @Id
    Long id;

    String ownerId;
}
