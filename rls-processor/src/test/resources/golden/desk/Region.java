package com.acme.desk;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Region {
    @Id
    String code;

    String name;
}
