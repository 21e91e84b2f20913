package dev.rls.testkit.schema;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** Its identifier is known before the insert, which returns nothing then. */
@MappedSuperclass
public abstract class AssignedDoc extends DocRow {

    @Id
    public Long id = 0L;
}
