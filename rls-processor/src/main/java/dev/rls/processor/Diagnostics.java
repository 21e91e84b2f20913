package dev.rls.processor;

import java.util.TreeMap;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic.Kind;

/** Collects diagnostics and prints each once, in an order that does not depend on that of the sources. */
final class Diagnostics {

    private final TreeMap<String, Diagnostic> reported = new TreeMap<>();

    private boolean leftToCompiler;

    private record Diagnostic(Kind kind, Place place, String text) {}

    void report(Message message, Place place, Object... values) {
        report(message.kind(), place, message.text(values));
    }

    /** Reports what is not of {@link Message}. */
    void report(Kind kind, Place place, String text) {
        reported.putIfAbsent(place.element() + " " + text, new Diagnostic(kind, place, text));
    }

    /** Notes that something is wrong which the compiler reports better, such as a type that it does not find. */
    void leaveToCompiler() {
        leftToCompiler = true;
    }

    /** Whether nothing stands against writing the files. */
    boolean isClean() {
        return !leftToCompiler && reported.values().stream().noneMatch(diagnostic -> diagnostic.kind == Kind.ERROR);
    }

    /** Prints what was reported since the last call. */
    void print(ProcessingEnvironment environment) {
        Messager messager = environment.getMessager();
        for (Diagnostic diagnostic : reported.values()) {
            Place place = diagnostic.place;
            Kind kind = diagnostic.kind;
            if (place.element() == null) {
                messager.printMessage(kind, diagnostic.text);
            } else if (!RepeatedAnnotation.print(environment, kind, diagnostic.text, place)) {
                messager.printMessage(kind, diagnostic.text, place.element(), place.annotation(), place.value());
            }
        }
        reported.clear();
    }
}
