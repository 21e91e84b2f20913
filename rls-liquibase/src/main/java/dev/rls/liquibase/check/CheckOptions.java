package dev.rls.liquibase.check;

import dev.rls.liquibase.internal.Arguments;
import dev.rls.liquibase.internal.Login;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the command.
 *
 * @param login whom to log in as
 * @param indexes where policy indexes lie; where none is named, on the class path
 * @param roles whom to judge; where none is named, the application's group and its members
 * @param json whether the result is for machines
 * @param ignores what is accepted
 */
record CheckOptions(Login login, List<Path> indexes, List<String> roles, boolean json, List<Ignore> ignores) {

    static final String PASSWORD = "RLS_CHECK_PASSWORD";

    static final String USAGE = """
            java -cp rls-liquibase.jar:rls-policy.jar:postgresql.jar[:application] dev.rls.liquibase.check.CheckCommand
              --url <JDBC URL>          the database, without user and password
              --user <role>             whom to log in as; any role that may connect
              --password-file <file>    its first line; without it the variable RLS_CHECK_PASSWORD
              --index <path>            policies.json, a jar, or a folder with META-INF/rls; may be repeated.
                                        Without it those of the class path
              --role <role>             whose rights are judged; may be repeated.
                                        Without it the application's group (rls_app) and all its members
              --ignore <rule>:<object>=<reason>
                                        a finding that is accepted; may be repeated
              --json                    the result as JSON
            Exit code: 0 nothing but notes, 1 something is a leak or weakened, 2 the check could not be run.
            """;

    /** Null where nothing but the usage is asked for. */
    static @Nullable CheckOptions parse(String... given) {
        Arguments arguments = new Arguments(given);
        String url = null;
        String user = null;
        Path passwordFile = null;
        List<Path> indexes = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        List<Ignore> ignores = new ArrayList<>();
        boolean json = false;
        for (String option = arguments.next(); option != null; option = arguments.next()) {
            switch (option) {
                case "--help" -> {
                    return null;
                }
                case "--json" -> json = true;
                case "--url" -> url = arguments.value();
                case "--user" -> user = arguments.value();
                case "--password-file" -> passwordFile = Path.of(arguments.value());
                case "--index" -> indexes.add(Path.of(arguments.value()));
                case "--role" -> roles.add(arguments.value());
                case "--ignore" -> ignores.add(Ignore.parse(arguments.value()));
                default -> throw arguments.unknown();
            }
        }
        return new CheckOptions(Login.of(url, user, passwordFile, PASSWORD), indexes, roles, json, ignores);
    }
}
