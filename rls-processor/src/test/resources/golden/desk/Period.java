package com.acme.desk;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

@Embeddable
class Period {
    Instant since;

    @Column(name = "openUntil")
    Instant until;
}
