package dev.rls.processor;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Turns an annotated class into a protected entity, or into diagnostics. */
final class EntityReader {

    private final Elements elements;
    private final Mapping mapping;
    private final DeclarationReader declarations;
    private final TenantReader tenants;
    private final Diagnostics diagnostics;
    private final Predicate<TypeElement> compiled;

    /** A reader that points at classes of this compilation where it can. */
    EntityReader(
            ProcessingEnvironment environment,
            Options options,
            Diagnostics diagnostics,
            Predicate<TypeElement> compiled) {
        this.elements = environment.getElementUtils();
        this.mapping = new Mapping(elements, options, diagnostics);
        this.declarations = new DeclarationReader(environment, options, mapping, diagnostics, compiled);
        TenantAttribute attribute = new TenantAttribute(environment.getTypeUtils(), diagnostics);
        this.tenants = new TenantReader(mapping, attribute, diagnostics, this::place);
        this.diagnostics = diagnostics;
        this.compiled = compiled;
    }

    /** The protected entity of a class; empty if it is none, if it is wrong, or if the compiler cannot resolve it yet. */
    Optional<EntityDeclaration> read(TypeElement type) {
        Optional<Hierarchy> hierarchy = Hierarchy.of(type);
        if (hierarchy.isEmpty() && Hierarchy.isManaged(type)) {
            diagnostics.leaveToCompiler();
        }
        return hierarchy.flatMap(this::read);
    }

    /** Reads associations, which {@link References} looks for. */
    DeclarationReader declarations() {
        return declarations;
    }

    /** The entity of a class that a path leads to. */
    Optional<EntityDeclaration> readTarget(TypeElement type) {
        return Hierarchy.of(type)
                .flatMap(entity -> entity.isProtected() ? read(entity) : declarations.unprotected(entity));
    }

    private Optional<EntityDeclaration> read(Hierarchy hierarchy) {
        TypeElement type = hierarchy.type();
        checkPlaces(hierarchy);
        if (!Hierarchy.isManaged(type) || !hierarchy.isProtected()) {
            return Optional.empty();
        }
        List<TenantScope> scopes = hierarchy.scopes();
        if (scopes.size() > 1) {
            TenantScope lower = scopes.get(0);
            TypeElement higher = scopes.get(1).owner();
            diagnostics.report(Message.REPEATED, place(lower.place(), type), lower.owner(), higher);
            return Optional.empty();
        }
        checkNames(hierarchy);
        Optional<TenantScope> scope = scopes.stream().findFirst();
        Optional<TypeElement> root = hierarchy.rootEntity();
        if (root.isEmpty()) {
            scope.ifPresent(found -> tenants.check(hierarchy, found));
            return Optional.empty();
        }
        if (root.get() != type) {
            checkBelowRoot(hierarchy, scope, root.get());
            return Optional.empty();
        }
        return read(hierarchy, scope);
    }

    /** Annotations count on entities and mapped superclasses only. */
    private void checkPlaces(Hierarchy hierarchy) {
        TypeElement type = hierarchy.type();
        List<TypeElement> unmanaged = Hierarchy.isManaged(type) ? hierarchy.unmanaged() : List.of(type);
        for (TypeElement owner : unmanaged) {
            TenantScope.of(owner)
                    .ifPresent(scope ->
                            diagnostics.report(Message.MISPLACED, place(scope.place(), type), "TenantScoped", owner));
            PlacedPolicy.of(owner)
                    .forEach(policy ->
                            diagnostics.report(Message.MISPLACED, place(policy.place(), type), "RowPolicy", owner));
        }
    }

    private void checkNames(Hierarchy hierarchy) {
        Map<String, PlacedPolicy> names = new HashMap<>();
        for (PlacedPolicy policy : hierarchy.policies()) {
            PlacedPolicy other = names.putIfAbsent(policy.name(), policy);
            if (other != null) {
                diagnostics.report(
                        Message.POLICY_TWICE,
                        place(policy.place("name"), hierarchy.type()),
                        policy.name(),
                        policy.owner(),
                        other.owner());
            }
        }
    }

    private Optional<EntityDeclaration> read(Hierarchy entity, Optional<TenantScope> scope) {
        TypeElement type = entity.type();
        Optional<TableName> table = mapping.table(type).filter(found -> Inheritance.hasTable(type, diagnostics));
        Inheritance.checkSecondaryTable(type, diagnostics);
        Map<String, Attribute> attributes = declarations.attributes(entity);
        Optional<TenantDeclaration> tenant = scope.flatMap(found -> tenants.read(entity, found, attributes));
        if (table.isEmpty() || (scope.isPresent() && tenant.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new EntityDeclaration(
                elements.getBinaryName(type).toString(),
                table.get(),
                attributes,
                tenant.orElse(null),
                entity.policies().stream().map(PlacedPolicy::declaration).toList()));
    }

    private void checkBelowRoot(Hierarchy hierarchy, Optional<TenantScope> scope, TypeElement root) {
        TypeElement type = hierarchy.type();
        Optional<Hierarchy> above = Hierarchy.of(root);
        if (scope.isPresent() && above.isPresent() && above.get().scopes().isEmpty()) {
            diagnostics.report(Message.NOT_ROOT, place(scope.get().place(), type), type, root, root);
        } else if (above.isPresent() && above.get().isProtected()) {
            Inheritance.checkOwnTable(type, root, diagnostics);
        }
        hierarchy.managed().stream()
                .takeWhile(owner -> owner != root)
                .flatMap(owner -> PlacedPolicy.of(owner).stream())
                .forEach(policy -> diagnostics.report(
                        Message.POLICY_BELOW_ROOT, place(policy.place(), type), policy.name(), policy.owner(), root));
    }

    /** A place in a class that is compiled now; one of a library has no line that could be shown. */
    private Place place(Place place, TypeElement otherwise) {
        return place.element() instanceof TypeElement type && compiled.test(type) ? place : Place.of(otherwise);
    }
}
