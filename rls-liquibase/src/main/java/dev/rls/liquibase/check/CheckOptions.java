package dev.rls.liquibase.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the command.
 *
 * @param url the JDBC URL
 * @param user whom to log in as
 * @param passwordFile the file with the password, or null if the environment has it
 * @param indexes where policy indexes lie; where none is named, on the class path
 * @param roles whom to judge; where none is named, the application's group and its members
 * @param json whether the result is for machines
 * @param ignores what is accepted
 * @param help whether to print the usage and nothing else
 */
record CheckOptions(
        String url,
        String user,
        @Nullable Path passwordFile,
        List<Path> indexes,
        List<String> roles,
        boolean json,
        List<Ignore> ignores,
        boolean help) {

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

    /** What some drivers take from a URL. Everybody on the machine can read a command line. */
    private static final Pattern SECRET =
            Pattern.compile("[?&;](ssl)?password=|//[^/]*:[^/]*@", Pattern.CASE_INSENSITIVE);

    static CheckOptions parse(String... arguments) {
        String url = null;
        String user = null;
        Path passwordFile = null;
        List<Path> indexes = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        List<Ignore> ignores = new ArrayList<>();
        boolean json = false;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--help" -> {
                    return new CheckOptions("", "", null, List.of(), List.of(), false, List.of(), true);
                }
                case "--json" -> json = true;
                case "--url" -> url = value(option, rest);
                case "--user" -> user = value(option, rest);
                case "--password-file" -> passwordFile = Path.of(value(option, rest));
                case "--index" -> indexes.add(Path.of(value(option, rest)));
                case "--role" -> roles.add(value(option, rest));
                case "--ignore" -> ignores.add(Ignore.parse(value(option, rest)));
                default -> throw new CheckNotRunException("unknown option " + option + "; --help lists them");
            }
        }
        if (url == null || user == null) {
            throw new CheckNotRunException("--url and --user are needed; --help lists the options");
        }
        if (SECRET.matcher(url).find()) {
            throw new CheckNotRunException(
                    "--url holds a password, for all to read: remove it, and use --password-file or"
                            + " the environment variable " + PASSWORD);
        }
        return new CheckOptions(url, user, passwordFile, indexes, roles, json, ignores, false);
    }

    /** From the file, else from the environment; empty where the server asks for none. */
    String password(Map<String, String> environment) {
        if (passwordFile == null) {
            return environment.getOrDefault(PASSWORD, "");
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CheckNotRunException("the password cannot be read from " + passwordFile + ": " + e.getMessage());
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new CheckNotRunException(option + " needs a value; --help lists the options");
        }
        return rest.next();
    }
}
