package dev.rls.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredNameTest {

    @Test
    void namesAreFoldedUnlessTheyAreQuoted() {
        assertThat(StoredName.of("TenantId")).isEqualTo("tenantid");
        assertThat(StoredName.of("\"TenantId\"")).isEqualTo("TenantId");
        assertThat(StoredName.of("`TenantId`")).isEqualTo("TenantId");
        assertThat(StoredName.of("A")).isEqualTo("a");
    }

    @Test
    void onlyLettersOfAsciiAreFolded() {
        assertThat(StoredName.of("ÄNDERUNG_I_1")).isEqualTo("Änderung_i_1");
    }
}
