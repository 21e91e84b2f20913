package dev.rls.processor;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.condition.Assembly;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * One compilation. Its classes are judged once, when processing is over: by then every generated class is there, and what
 * the compiler cannot resolve it reports itself.
 */
final class Compilation {

    private final ProcessingEnvironment environment;
    private final Elements elements;
    private final Diagnostics diagnostics;

    /** The classes of all rounds: binary name to canonical name. Elements of one round are stale in the next. */
    private final Map<String, String> compiled = new TreeMap<>();

    private final Map<String, EntityDeclaration> entities = new TreeMap<>();
    private final Map<String, TypeElement> elementsOfEntities = new TreeMap<>();

    Compilation(ProcessingEnvironment environment, Diagnostics diagnostics) {
        this.environment = environment;
        this.elements = environment.getElementUtils();
        this.diagnostics = diagnostics;
    }

    /** Notes a class and those nested in it. */
    void add(TypeElement type) {
        compiled.put(
                elements.getBinaryName(type).toString(), type.getQualifiedName().toString());
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::add);
    }

    /** Reads all entities, checks them against each other, and writes the files if nothing is wrong. */
    void finish(boolean failed) {
        Options.of(environment.getOptions(), diagnostics).ifPresent(options -> finish(options, failed));
    }

    private void finish(Options options, boolean failed) {
        EntityReader reader = new EntityReader(environment, options, diagnostics, this::isCompiled);
        IndexFiles files = new IndexFiles(environment.getFiler());
        for (String canonicalName : compiled.values()) {
            read(elements.getTypeElement(canonicalName), reader);
        }
        Optional<PreviousIndex> previous = files.previous();
        previous.ifPresent(index -> keep(index, reader, files));
        UnitRules.check(entities.values(), this::place, diagnostics);
        Crossings.check(types(), diagnostics);
        // What is already wrong would be said again by every condition that uses it.
        if (failed || !diagnostics.isClean()) {
            return;
        }
        Assembly assembly = assemble(options, reader, previous);
        if (diagnostics.isClean() && (previous.isPresent() || !entities.isEmpty())) {
            PolicyIndex index =
                    new PolicyIndex(options.unit(), options.appRole(), options.requiredClaims(), assembly.used());
            files.write(index, previous, elementsOfEntities.values().toArray(Element[]::new), diagnostics);
        }
    }

    /** The conditions of all entities; what is wrong with them becomes diagnostics, and what is unwise warnings. */
    private Assembly assemble(Options options, EntityReader reader, Optional<PreviousIndex> previous) {
        References references = new References(reader.declarations(), elements, name -> {
            EntityDeclaration known = entities.get(name);
            return known == null ? target(name, reader, previous).orElse(null) : known;
        });
        references
                .of(types(), elementsOfEntities)
                .forEach((name, found) -> entities.computeIfPresent(name, (same, entity) -> entity.with(found)));
        ConditionReader conditions =
                new ConditionReader(entities, elementsOfEntities::get, name -> target(name, reader, previous));
        Assembly assembly = conditions.assemble(this::locate, diagnostics);
        UnitRules.checkTables(assembly.entities(), entity -> place(entity.declaration()), diagnostics);
        if (diagnostics.isClean()) {
            Lints.check(
                    assembly.entities(),
                    options.requiredClaims(),
                    elementsOfEntities::get,
                    types(),
                    this::locate,
                    diagnostics);
        }
        return assembly;
    }

    private List<TypeElement> types() {
        return compiled.values().stream()
                .map(elements::getTypeElement)
                .filter(Objects::nonNull)
                .toList();
    }

    private Optional<EntityDeclaration> target(String name, EntityReader reader, Optional<PreviousIndex> previous) {
        TypeElement type = find(name);
        if (type != null) {
            return reader.readTarget(type);
        }
        return isCompiled(name) ? Optional.empty() : previous.flatMap(index -> index.recorded(name));
    }

    private Place locate(Place place, TypeElement otherwise) {
        return place.element() instanceof TypeElement type && isCompiled(type) ? place : Place.of(otherwise);
    }

    private void read(@Nullable TypeElement type, EntityReader reader) {
        if (type != null) {
            reader.read(type).ifPresent(entity -> {
                entities.put(entity.entity(), entity);
                elementsOfEntities.put(entity.entity(), type);
            });
        }
    }

    /** A compiler that was given only some of the sources must not lose the entities of the others. */
    private void keep(PreviousIndex previous, EntityReader reader, IndexFiles files) {
        if (!previous.problem().isEmpty()) {
            diagnostics.report(
                    Message.PREVIOUS_INDEX,
                    Place.NOWHERE,
                    PolicyIndex.indexResource(previous.unit()),
                    previous.problem());
        }
        for (String name : previous.entities()) {
            // An entity of another jar is here as long as a path leads to it, no longer.
            if (isCompiled(name) || !files.hasClass(name)) {
                continue;
            }
            TypeElement type = find(name);
            if (type != null) {
                read(type, reader);
            } else {
                previous.recorded(name).ifPresent(entity -> entities.put(name, entity));
            }
        }
    }

    private boolean isCompiled(TypeElement type) {
        return isCompiled(elements.getBinaryName(type).toString());
    }

    /** Whether a class or one around it is compiled now; if so, what is not among the classes is no more. */
    private boolean isCompiled(String binaryName) {
        int dollar = binaryName.lastIndexOf('$');
        return compiled.containsKey(binaryName) || (dollar > 0 && isCompiled(binaryName.substring(0, dollar)));
    }

    /** A dollar sign mostly stands for a class within a class, but a name can have one of its own. */
    private @Nullable TypeElement find(String binaryName) {
        for (String canonicalName : new String[] {binaryName.replace('$', '.'), binaryName}) {
            TypeElement type = elements.getTypeElement(canonicalName);
            if (type != null && elements.getBinaryName(type).contentEquals(binaryName)) {
                return type;
            }
        }
        return null;
    }

    private Place place(EntityDeclaration entity) {
        TypeElement type = elementsOfEntities.get(entity.entity());
        return type == null
                ? Place.NOWHERE
                : TenantScope.of(type)
                        .map(TenantScope::place)
                        .or(() -> PlacedPolicy.of(type).stream().findFirst().map(PlacedPolicy::place))
                        .orElse(Place.of(type));
    }
}
