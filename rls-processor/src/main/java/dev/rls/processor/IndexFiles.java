package dev.rls.processor;

import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

/** The files of a unit in the output folder of the compilation. */
final class IndexFiles {

    private final Filer filer;

    IndexFiles(Filer filer) {
        this.filer = filer;
    }

    /** The index that an earlier compilation left, under whatever name its unit had. */
    Optional<PreviousIndex> previous() {
        return read("", PolicyIndex.UNIT_RESOURCE)
                .map(String::strip)
                .filter(PolicyIndex::isUnit)
                .flatMap(unit -> read("", PolicyIndex.indexResource(unit)).map(json -> PreviousIndex.of(unit, json)));
    }

    boolean hasClass(String binaryName) {
        int dot = binaryName.lastIndexOf('.');
        String folder = dot < 0 ? "" : binaryName.substring(0, dot);
        return read(folder, binaryName.substring(dot + 1) + ".class").isPresent();
    }

    /** Writes the files of a unit, and empties those of the unit that was here before under another name. */
    void write(PolicyIndex index, Optional<PreviousIndex> previous, Element[] originating, Diagnostics diagnostics) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(PolicyIndex.UNIT_RESOURCE, index.unit() + "\n");
        previous.map(PreviousIndex::unit)
                .map(unit -> new PolicyIndex(unit, index.appRole(), List.of()))
                .ifPresent(empty -> put(empty, texts));
        put(index, texts);
        texts.forEach((resource, text) -> {
            try (OutputStream out = filer.createResource(StandardLocation.CLASS_OUTPUT, "", resource, originating)
                    .openOutputStream()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                diagnostics.report(Message.NOT_WRITTEN, Place.NOWHERE, resource, e);
            }
        });
    }

    private static void put(PolicyIndex index, Map<String, String> texts) {
        texts.put(PolicyIndex.indexResource(index.unit()), index.toJson());
        texts.put(PolicyIndex.changelogResource(index.unit()), index.toChangelog());
    }

    /** A compiler has more than one way to say that a file is not there. */
    private Optional<String> read(String folder, String resource) {
        try (InputStream in = filer.getResource(StandardLocation.CLASS_OUTPUT, folder, resource)
                .openInputStream()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
