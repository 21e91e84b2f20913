package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.AccountView;
import dev.rls.hibernate.paths.model.Badge;
import dev.rls.hibernate.paths.model.Board;
import dev.rls.hibernate.paths.model.Car;
import dev.rls.hibernate.paths.model.Chapter;
import dev.rls.hibernate.paths.model.Contact;
import dev.rls.hibernate.paths.model.Courier;
import dev.rls.hibernate.paths.model.Crate;
import dev.rls.hibernate.paths.model.Device;
import dev.rls.hibernate.paths.model.Draft;
import dev.rls.hibernate.paths.model.Drill;
import dev.rls.hibernate.paths.model.Employee;
import dev.rls.hibernate.paths.model.Folder;
import dev.rls.hibernate.paths.model.Handset;
import dev.rls.hibernate.paths.model.Holder;
import dev.rls.hibernate.paths.model.Item;
import dev.rls.hibernate.paths.model.Label;
import dev.rls.hibernate.paths.model.Ledger;
import dev.rls.hibernate.paths.model.Node;
import dev.rls.hibernate.paths.model.Parcel;
import dev.rls.hibernate.paths.model.Part;
import dev.rls.hibernate.paths.model.Passport;
import dev.rls.hibernate.paths.model.Person;
import dev.rls.hibernate.paths.model.Plot;
import dev.rls.hibernate.paths.model.Postcard;
import dev.rls.hibernate.paths.model.Product;
import dev.rls.hibernate.paths.model.Purchase;
import dev.rls.hibernate.paths.model.Quote;
import dev.rls.hibernate.paths.model.Receipt;
import dev.rls.hibernate.paths.model.Remark;
import dev.rls.hibernate.paths.model.Seat;
import dev.rls.hibernate.paths.model.Shelf;
import dev.rls.hibernate.paths.model.Slot;
import dev.rls.hibernate.paths.model.Statute;
import dev.rls.hibernate.paths.model.Stock;
import dev.rls.hibernate.paths.model.Tariff;
import dev.rls.hibernate.paths.model.Template;
import dev.rls.hibernate.paths.model.Ticket;
import dev.rls.hibernate.paths.model.Tool;
import dev.rls.hibernate.paths.model.Trip;
import dev.rls.hibernate.paths.model.Vehicle;
import dev.rls.hibernate.paths.model.Volume;
import java.util.List;
import java.util.Map;

/** The entities and settings of one session factory. */
public enum Unit {
    /** Where most paths run. */
    MAIN(
            List.of(
                    Account.class,
                    AccountView.class,
                    Enhanced.ARTICLE,
                    Badge.class,
                    Board.class,
                    Car.class,
                    Contact.class,
                    Courier.class,
                    Crate.class,
                    Device.class,
                    Draft.class,
                    Drill.class,
                    Employee.class,
                    Folder.class,
                    Handset.class,
                    Holder.class,
                    Item.class,
                    Label.class,
                    Ledger.class,
                    Node.class,
                    Parcel.class,
                    Part.class,
                    Passport.class,
                    Person.class,
                    Plot.class,
                    Postcard.class,
                    Product.class,
                    Purchase.class,
                    Quote.class,
                    Receipt.class,
                    Remark.class,
                    Seat.class,
                    Slot.class,
                    Stock.class,
                    Template.class,
                    Ticket.class,
                    Tool.class,
                    Trip.class,
                    Vehicle.class),
            Map.of()),

    /** With everything cached that can be. */
    CACHED(
            List.of(Shelf.class, Volume.class),
            Map.of(
                    "hibernate.cache.use_query_cache",
                    true,
                    "hibernate.cache.region.factory_class",
                    "jcache",
                    "hibernate.javax.cache.missing_cache_strategy",
                    "create",
                    "hibernate.javax.cache.provider",
                    "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")),

    /** With histories. */
    HISTORY(
            List.of(Chapter.class, Statute.class, Tariff.class),
            Map.of("org.hibernate.envers.store_data_at_delete", true));

    private final List<Class<?>> entities;
    private final Map<String, Object> settings;

    Unit(List<Class<?>> entities, Map<String, Object> settings) {
        this.entities = entities;
        this.settings = settings;
    }

    List<Class<?>> entities() {
        return entities;
    }

    Map<String, Object> settings() {
        return settings;
    }
}
