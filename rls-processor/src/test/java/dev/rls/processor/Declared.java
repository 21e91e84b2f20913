package dev.rls.processor;

import dev.rls.policy.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Reads the attributes of one entity while its sources are compiled. */
final class Declared extends AbstractProcessor {

    private final String entity;
    private final NamingStrategy naming;
    private final Map<String, Attribute> attributes = new TreeMap<>();

    Declared(String entity, NamingStrategy naming) {
        this.entity = entity;
        this.naming = naming;
    }

    Map<String, Attribute> attributes() {
        return attributes;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (round.processingOver()) {
            Options options = new Options("app", "public", naming, "rls_app", List.of());
            Diagnostics diagnostics = new Diagnostics();
            Mapping mapping = new Mapping(processingEnv.getElementUtils(), options, diagnostics);
            TypeElement type = processingEnv.getElementUtils().getTypeElement(entity);
            attributes.putAll(new DeclarationReader(processingEnv, options, mapping, diagnostics, any -> true)
                    .attributes(Hierarchy.of(type).orElseThrow()));
        }
        return false;
    }
}
