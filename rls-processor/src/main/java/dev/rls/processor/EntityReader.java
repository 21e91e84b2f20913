package dev.rls.processor;

import dev.rls.policy.condition.Suggestion;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import dev.rls.processor.Attributes.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Turns an annotated class into a scoped entity, or into diagnostics. */
final class EntityReader {

    private final Elements elements;
    private final Mapping mapping;
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
        this.tenantAttribute = new TenantAttribute(environment.getTypeUtils(), diagnostics);
        this.diagnostics = diagnostics;
        this.compiled = compiled;
    }

    /** The scoped entity of a class; empty if it is none, if it is wrong, or if the compiler cannot resolve it yet. */
    Optional<EntityDeclaration> read(TypeElement type) {
        Optional<Hierarchy> hierarchy = Hierarchy.of(type);
        if (hierarchy.isEmpty() && Hierarchy.isManaged(type)) {
            diagnostics.leaveToCompiler();
        }
        return hierarchy.flatMap(this::read);
    }

    private Optional<EntityDeclaration> read(Hierarchy hierarchy) {
        TypeElement type = hierarchy.type();
        List<TypeElement> unmanaged = Hierarchy.isManaged(type) ? hierarchy.unmanaged() : List.of(type);
        unmanaged.stream()
                .flatMap(superclass -> TenantScope.of(superclass).stream())
                .forEach(scope -> diagnostics.report(Message.MISPLACED, place(scope.place(), type), scope.owner()));
        if (!Hierarchy.isManaged(type)) {
            return Optional.empty();
        }
        List<TenantScope> scopes = hierarchy.scopes();
        if (scopes.size() > 1) {
            TenantScope lower = scopes.get(0);
            TypeElement higher = scopes.get(1).owner();
            diagnostics.report(Message.REPEATED, place(lower.place(), type), lower.owner(), higher);
        }
        if (scopes.size() != 1) {
            return Optional.empty();
        }
        TenantScope scope = scopes.get(0);
        Optional<TypeElement> root = hierarchy.rootEntity();
        if (root.isEmpty()) {
            check(hierarchy, scope);
            return Optional.empty();
        }
        if (root.get() != type) {
            checkBelowRoot(hierarchy, scope, root.get());
            return Optional.empty();
        }
        return read(hierarchy, scope);
    }

    private Optional<EntityDeclaration> read(Hierarchy entity, TenantScope scope) {
        TypeElement type = entity.type();
        boolean named = checkClaim(scope, type);
        Optional<TableName> table = mapping.table(type).filter(found -> Inheritance.hasTable(type, diagnostics));
        Inheritance.checkSecondaryTable(type, diagnostics);
        Optional<ColumnRef> tenant = tenant(entity, scope);
        if (!named || table.isEmpty() || tenant.isEmpty()) {
            return Optional.empty();
        }
        ColumnRef column = tenant.get();
        return Optional.of(new EntityDeclaration(
                elements.getBinaryName(type).toString(),
                table.get(),
                Map.of(
                        column.attribute(),
                        new dev.rls.policy.Attribute.Basic(column.column(), column.type(), List.of())),
                new TenantDeclaration(column.attribute(), scope.claim(), "", false),
                List.of()));
    }

    private Optional<ColumnRef> tenant(Hierarchy entity, TenantScope scope) {
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
        checkClaim(scope, mappedSuperclass.type());
        new Attributes(mappedSuperclass)
                .find(scope.attribute())
                .filter(attribute -> !TenantAttribute.isTypeVariable(attribute))
                .ifPresent(attribute -> tenantAttribute.typeOf(
                        attribute, mappedSuperclass.type(), place(scope.place("attribute"), mappedSuperclass.type())));
    }

    private void checkBelowRoot(Hierarchy hierarchy, TenantScope scope, TypeElement root) {
        Optional<Hierarchy> above = Hierarchy.of(root);
        if (above.isPresent() && above.get().scopes().isEmpty()) {
            diagnostics.report(Message.NOT_ROOT, place(scope.place(), hierarchy.type()), hierarchy.type(), root, root);
        } else {
            Inheritance.checkOwnTable(hierarchy.type(), root, diagnostics);
        }
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
