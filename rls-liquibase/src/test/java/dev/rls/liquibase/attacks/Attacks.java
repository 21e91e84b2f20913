package dev.rls.liquibase.attacks;

import java.util.List;
import java.util.stream.Stream;

/** All attacks, group by group. */
final class Attacks {

    private Attacks() {}

    static List<Attack> all() {
        return Stream.of(
                        Statements.all(),
                        Leaks.all(),
                        Contexts.all(),
                        BadTokens.all(),
                        Tickets.all(),
                        Snapshots.all(),
                        SchemaRls.all(),
                        Roles.all(),
                        Servers.all(),
                        Policies.all(),
                        Detours.all(),
                        References.all(),
                        Pools.all(),
                        Catalogs.all(),
                        Open.all())
                .flatMap(List::stream)
                .toList();
    }
}
