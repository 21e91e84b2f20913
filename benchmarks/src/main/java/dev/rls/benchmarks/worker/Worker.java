package dev.rls.benchmarks.worker;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.Version;

/** Does what it reads, a line a command, and answers with a line; it ends when nobody asks any more. */
public final class Worker {

    /** What an answer begins with, because a library may print something. */
    public static final String ANSWER = "= ";

    private final Tenancy tenancy;
    private final int rows;
    private final Map<String, Application> applications = new HashMap<>();

    private Worker(Way way, int rows) {
        boolean library = Worker.class.getResource("/dev/rls/TenantScoped.class") != null;
        if (library != way.withLibrary() || Version.getVersionString().startsWith("8.") != way.onHibernate8()) {
            throw new IllegalStateException(way + " with " + Version.getVersionString() + ", library " + library);
        }
        tenancy = Tenancy.of(way);
        this.rows = rows;
    }

    /**
     * Starts.
     *
     * @param arguments the name of a way, and how many rows each tenant has
     * @throws IOException if it cannot be asked
     */
    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Worker worker = new Worker(Way.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(ANSWER + worker.answer(line.split(" ", -1)));
        }
        System.exit(0);
    }

    private String answer(String[] asked) {
        return switch (asked[0]) {
            case "version" -> Version.getVersionString();
            case "key" -> tenancy.key();
            case "create" -> {
                Application.createTable(tenancy, asked[1]);
                yield "";
            }
            case "sees" -> {
                Application application = application(asked[1]);
                yield application.seenBySql(1) + " " + application.seenByKey(1, 1) + " " + application.seenByKey(1, 2);
            }
            case "run" ->
                run(
                        application(asked[1]),
                        Integer.parseInt(asked[2]),
                        Long.parseLong(asked[3]) * 1_000_000,
                        new Random(Long.parseLong(asked[4])));
            default -> throw new IllegalArgumentException(asked[0]);
        };
    }

    /** One for each URL, started when it is asked for. */
    private Application application(String url) {
        return applications.computeIfAbsent(url, u -> new Application(tenancy, u, rows));
    }

    /** The bytes that were allocated, how long it took, and how long each transaction took, in nanoseconds. */
    private static String run(Application application, int statements, long nanos, Random random) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] times = new long[1024];
        int count = 0;
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        long last = begin;
        while (last - begin < nanos) {
            application.transaction(statements, random);
            long now = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = now - last;
            last = now;
        }
        allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
        StringBuilder answer = new StringBuilder().append(allocated).append(' ').append(last - begin);
        for (int i = 0; i < count; i++) {
            answer.append(' ').append(times[i]);
        }
        return answer.toString();
    }
}
