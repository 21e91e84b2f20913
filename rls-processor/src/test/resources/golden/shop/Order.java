package com.acme.shop;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "\"Order\"", schema = "Sales")
@AttributeOverride(name = "orgId", column = @Column(name = "`OrgId`"))
class Order extends Tenanted<UUID> {}
