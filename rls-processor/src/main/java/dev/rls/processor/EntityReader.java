package dev.rls.processor;

import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import dev.rls.processor.Attributes.Attribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Turns an annotated class into a protected entity, or into diagnostics. */
final class EntityReader {

    private final Elements elements;
    private final Mapping mapping;
    private final DeclarationReader declarations;
    private final TenantAttribute tenantAttribute;
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
        this.tenantAttribute = new TenantAttribute(environment.getTypeUtils(), diagnostics);
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
            scope.ifPresent(found -> check(hierarchy, found));
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
        Map<String, dev.rls.policy.Attribute> attributes = declarations.attributes(entity);
        Optional<TenantDeclaration> tenant = scope.flatMap(found -> tenant(entity, found, attributes));
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

    private Optional<TenantDeclaration> tenant(
            Hierarchy entity, TenantScope scope, Map<String, dev.rls.policy.Attribute> attributes) {
        TypeElement type = entity.type();
        if (!scope.via().isEmpty()) {
            return checkVia(scope, type)
                    ? Optional.of(new TenantDeclaration("", "", scope.via(), false))
                    : Optional.empty();
        }
        boolean named = checkClaim(scope, type);
        Optional<ColumnRef> column = tenantColumn(entity, scope);
        if (!named || column.isEmpty()) {
            return Optional.empty();
        }
        String name = scope.attribute();
        if (attributes.get(name) instanceof dev.rls.policy.Attribute.Unusable unusable) {
            Place place = place(scope.place("attribute"), type);
            diagnostics.report(Message.ATTRIBUTE_CONVERTED, place, name, type, "it is " + unusable.why());
            return Optional.empty();
        }
        if (scope.isShared()) {
            new Attributes(entity)
                    .find(name)
                    .flatMap(attribute -> Nullability.whyNot(attribute, entity))
                    .ifPresent(why -> diagnostics.report(
                            Message.SHARED_NOT_NULL, place(scope.place("shared"), type), type, name, why));
        }
        return Optional.of(new TenantDeclaration(name, scope.claim(), "", scope.isShared()));
    }

    private Optional<ColumnRef> tenantColumn(Hierarchy entity, TenantScope scope) {
        TypeElement type = entity.type();
        Attributes attributes = new Attributes(entity);
        String name = scope.attribute();
        Optional<Attribute> attribute = attributes.find(name);
        if (attribute.isEmpty()) {
            Place place = scope.owner() == type ? scope.place("attribute") : Place.of(type);
            attributes
                    .whyNotPersistent(name)
                    .ifPresentOrElse(
                            why -> diagnostics.report(Message.ATTRIBUTE_NOT_PERSISTENT, place, name, type, why),
                            () -> diagnostics.report(
                                    Message.ATTRIBUTE_MISSING, place, name, type, meant(name, attributes)));
            return Optional.empty();
        }
        Place place = TenantAttribute.isTypeVariable(attribute.get())
                ? Place.of(type)
                : place(scope.place("attribute"), type);
        Optional<ValueType> valueType = tenantAttribute.typeOf(attribute.get(), type, place);
        Optional<String> column = mapping.column(attribute.get(), entity, place);
        return valueType.isEmpty() || column.isEmpty()
                ? Optional.empty()
                : Optional.of(new ColumnRef(name, column.get(), valueType.get()));
    }

    /** What can be said of a mapped superclass before an entity extends it. */
    private void check(Hierarchy mappedSuperclass, TenantScope scope) {
        if (!scope.via().isEmpty()) {
            checkVia(scope, mappedSuperclass.type());
            return;
        }
        checkClaim(scope, mappedSuperclass.type());
        new Attributes(mappedSuperclass)
                .find(scope.attribute())
                .filter(attribute -> !TenantAttribute.isTypeVariable(attribute))
                .ifPresent(attribute -> tenantAttribute.typeOf(
                        attribute, mappedSuperclass.type(), place(scope.place("attribute"), mappedSuperclass.type())));
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

    /** With a parent's tenant, the members that describe a column of its own say nothing. */
    private boolean checkVia(TenantScope scope, TypeElement type) {
        List<String> more = Stream.of("attribute", "claim", "shared")
                .filter(member -> Annotations.written(scope.annotation(), member) != null)
                .toList();
        more.forEach(member -> diagnostics.report(
                Message.VIA_AND_MORE, place(scope.place(member), type), scope.owner(), member, scope.via()));
        return more.isEmpty();
    }

    private boolean checkClaim(TenantScope scope, TypeElement type) {
        boolean right = ClaimRef.isName(scope.claim());
        if (!right) {
            diagnostics.report(Message.CLAIM, place(scope.place("claim"), type), scope.claim(), scope.owner());
        }
        return right;
    }

    private static String meant(String name, Attributes attributes) {
        return Suggestion.forName(name, attributes.names())
                .map(suggestion -> " Did you mean \"" + suggestion + "\"?")
                .orElse("");
    }

    /** A place in a class that is compiled now; one of a library has no line that could be shown. */
    private Place place(Place place, TypeElement otherwise) {
        return place.element() instanceof TypeElement type && compiled.test(type) ? place : Place.of(otherwise);
    }
}
