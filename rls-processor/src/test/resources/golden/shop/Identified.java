package com.acme.shop;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

@MappedSuperclass
abstract class Identified<I> {
    @Id I id;
}
