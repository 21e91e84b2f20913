package com.acme.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;

@Entity(name = "PaymentV2")
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
abstract class Payment extends Tenanted<Long> {}

@Entity
class CardPayment extends Payment {}
