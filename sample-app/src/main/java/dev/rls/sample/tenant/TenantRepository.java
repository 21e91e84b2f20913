package dev.rls.sample.tenant;

import org.springframework.data.repository.Repository;

public interface TenantRepository extends Repository<Tenant, String> {

    boolean existsById(String id);
}
