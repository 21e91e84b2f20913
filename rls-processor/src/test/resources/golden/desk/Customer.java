package com.acme.desk;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.UUID;

/** Without policies: in the index only because paths lead through it. */
@Entity
class Customer {
    @Id
    UUID id;

    String name;

    @ManyToOne
    Region region;
}
