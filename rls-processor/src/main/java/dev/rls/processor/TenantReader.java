package dev.rls.processor;

import dev.rls.policy.Attribute.Unusable;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.condition.Suggestion;
import dev.rls.processor.Attributes.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/** Reads how the rows of an entity belong to a tenant. */
final class TenantReader {

    private final Mapping mapping;
    private final TenantAttribute tenantAttribute;
    private final Diagnostics diagnostics;
    private final Locator places;

    TenantReader(Mapping mapping, TenantAttribute tenantAttribute, Diagnostics diagnostics, Locator places) {
        this.mapping = mapping;
        this.tenantAttribute = tenantAttribute;
        this.diagnostics = diagnostics;
        this.places = places;
    }

    /** What {@code @TenantScoped} says of an entity; empty after a diagnostic if that is wrong. */
    Optional<TenantDeclaration> read(
            Hierarchy entity, TenantScope scope, Map<String, dev.rls.policy.Attribute> attributes) {
        TypeElement type = entity.type();
        if (!scope.via().isEmpty()) {
            return checkVia(scope, type)
                    ? Optional.of(new TenantDeclaration("", "", scope.via(), false))
                    : Optional.empty();
        }
        String name = scope.attribute();
        boolean named = checkClaim(scope, type);
        if (name.indexOf('.') > 0 && attributes.containsKey(name)) { // embedded, most often in the key
            return named
                    ? Optional.of(new TenantDeclaration(name, scope.claim(), "", scope.isShared()))
                    : Optional.empty();
        }
        Optional<Attribute> attribute = find(entity, scope).filter(found -> isTenant(found, entity, scope));
        if (!named || attribute.isEmpty()) {
            return Optional.empty();
        }
        if (attributes.get(name) instanceof Unusable unusable) {
            Place place = place(scope.place("attribute"), type);
            diagnostics.report(Message.ATTRIBUTE_CONVERTED, place, name, type, "it is " + unusable.why());
            return Optional.empty();
        }
        if (scope.isShared()) {
            Nullability.whyNot(attribute.get(), entity)
                    .ifPresent(why -> diagnostics.report(
                            Message.SHARED_NOT_NULL, place(scope.place("shared"), type), type, name, why));
        }
        return Optional.of(new TenantDeclaration(name, scope.claim(), "", scope.isShared()));
    }

    private Optional<Attribute> find(Hierarchy entity, TenantScope scope) {
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
        }
        return attribute;
    }

    private boolean isTenant(Attribute attribute, Hierarchy entity, TenantScope scope) {
        TypeElement type = entity.type();
        Place place =
                TenantAttribute.isTypeVariable(attribute) ? Place.of(type) : place(scope.place("attribute"), type);
        boolean typed = tenantAttribute.typeOf(attribute, type, place).isPresent();
        return mapping.column(attribute, entity, place).isPresent() && typed;
    }

    /** What can be said of a mapped superclass before an entity extends it. */
    void check(Hierarchy mappedSuperclass, TenantScope scope) {
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

    private Place place(Place place, TypeElement otherwise) {
        return places.of(place, otherwise);
    }
}
