package com.acme.desk;

import dev.rls.RowPolicy;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** Owner and role: own rows, and all of them for those who manage. */
@MappedSuperclass
@RowPolicy(name = "own_or_manager", using = "ownerId = :sub or 'manager' in :roles")
abstract class Owned {
    @Id
    Long id;

    String ownerId;
}
