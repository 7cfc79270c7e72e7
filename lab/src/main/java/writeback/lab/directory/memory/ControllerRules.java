package writeback.lab.directory.memory;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedCompareRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedExtendedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSASLBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Stands before the LDAP server and makes it answer as a domain controller would. Thread-safe. */
final class ControllerRules extends InMemoryOperationInterceptor {

    private static final String ACCESS_LIST = "access list";
    private static final String PAGE = "page";
    private static final String WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3";

    private final ServerHand hand;
    private final Accounts accounts;
    private final AccessRules access;
    private final PasswordWrites writes;
    private final ConstructedAttributes constructed;
    private final Filters filters;
    private final Pages pages;
    private final Arrivals arrivals;
    private final UpdateNumbers numbers;
    private final SecondController second;
    private final Map<Long, DN> bound = new ConcurrentHashMap<>();
    private volatile boolean hintsOffered = true;
    private volatile boolean sorts = true;
    private volatile long slowMillis;

    ControllerRules(
            ServerHand hand,
            Accounts accounts,
            AccessRules access,
            PasswordWrites writes,
            ConstructedAttributes constructed,
            Filters filters,
            Pages pages,
            Arrivals arrivals,
            UpdateNumbers numbers,
            SecondController second) {
        this.hand = hand;
        this.accounts = accounts;
        this.access = access;
        this.writes = writes;
        this.constructed = constructed;
        this.filters = filters;
        this.pages = pages;
        this.arrivals = arrivals;
        this.numbers = numbers;
        this.second = second;
    }

    void offerHints(boolean offered) {
        hintsOffered = offered;
    }

    void sort(boolean offered) {
        sorts = offered;
    }

    void slow(long millis) {
        slowMillis = millis;
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest intercepted) throws LDAPException {
        delay();
        bound.remove(intercepted.getConnectionID());
        SimpleBindRequest request = intercepted.getRequest();
        String password = request.getPassword().stringValue();
        if (password.isEmpty()) {
            // A bind without a password is an anonymous one (RFC 4513, 5.1.2).
            intercepted.setRequest(new SimpleBindRequest());
            return;
        }
        Entry account = accounts.bind(request.getBindDN(), password);
        intercepted.setRequest(new SimpleBindRequest(account.getDN(), password));
    }

    @Override
    public void processSimpleBindResult(InMemoryInterceptedSimpleBindResult intercepted) {
        String name = intercepted.getRequest().getBindDN();
        if (intercepted.getResult().getResultCode() == ResultCode.SUCCESS && !name.isEmpty()) {
            accounts.dn(name).ifPresent(dn -> bound.put(intercepted.getConnectionID(), dn));
        }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest intercepted) throws LDAPException {
        delay();
        ReadOnlySearchRequest request = intercepted.getRequest();
        boolean rootDse = request.getBaseDN().isEmpty() && request.getScope() == SearchScope.BASE;
        if (!rootDse) {
            visible(who(intercepted.getConnectionID()), request.getBaseDN());
        }
        Filter filter = filters.translate(request.getFilter());
        List<Control> controls = without(request.getControlList());
        Optional<SimplePagedResultsControl> paged = Pages.asked(controls);
        Sorting.check(controls, sorts && paged.isPresent());
        if (paged.isPresent() && request.getScope() != SearchScope.BASE) {
            controls.remove(paged.get());
            intercepted.setProperty(PAGE, pages.page(request, filter, paged.get()));
            filter = Pages.nothing();
        }
        SearchRequest plain = new SearchRequest(
                request.getBaseDN(),
                paged.isPresent() ? SearchScope.BASE : request.getScope(),
                request.getDereferencePolicy(),
                request.getSizeLimit(),
                request.getTimeLimitSeconds(),
                request.typesOnly(),
                filter,
                request.getAttributeList().toArray(String[]::new));
        plain.setControls(controls);
        intercepted.setProperty(ACCESS_LIST, DescriptorParts.areAccessList(request.getControlList()));
        intercepted.setRequest(plain);
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry intercepted) {
        Entry entry = intercepted.getSearchEntry();
        boolean atSecond = second.at(intercepted.getConnectedAddress());
        try {
            if (entry.getDN().isEmpty()) {
                intercepted.setSearchEntry(constructed.selected(
                        RootDse.entry(hintsOffered, sorts, numbers.highest(), atSecond), intercepted.getRequest()));
            } else {
                DN who = who(intercepted.getConnectionID());
                if (!access.visible(who, entry.getParsedDN())) {
                    intercepted.setSearchEntry(null);
                    return;
                }
                intercepted.setSearchEntry(constructed.addTo(
                        atSecond ? second.held(entry) : entry,
                        intercepted.getRequest(),
                        who,
                        Boolean.TRUE.equals(intercepted.getProperty(ACCESS_LIST))));
            }
        } catch (LDAPException e) {
            throw new IllegalStateException("an entry could not be shown: " + e.getResultCode(), e);
        }
    }

    @Override
    public void processSearchResult(InMemoryInterceptedSearchResult intercepted) {
        if (intercepted.getProperty(PAGE) instanceof Pages.Page page
                && intercepted.getResult().getResultCode() == ResultCode.SUCCESS) {
            send(page.entries(), intercepted);
            intercepted.setResult(page.with(intercepted.getResult()));
        }
    }

    private void send(List<Entry> entries, InMemoryInterceptedSearchResult to) {
        try {
            for (Entry entry : entries) {
                to.sendSearchEntry(constructed.selected(entry, to.getRequest()));
            }
        } catch (LDAPException e) {
            throw new IllegalStateException("a page could not be sent: " + e.getResultCode(), e);
        }
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest intercepted) throws LDAPException {
        delay();
        DN who = who(intercepted.getConnectionID());
        ReadOnlyModifyRequest request = intercepted.getRequest();
        List<Control> controls = request.getControlList();
        if (!hintsOffered && controls.stream().anyMatch(control -> PolicyHints.is(control) && control.isCritical())) {
            throw new LDAPException(
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                    "00000057: LdapErr: DSID-0C090FD2, comment: Error processing control, data 0, v4563");
        }
        visible(who, request.getDN());
        boolean hinted = hintsOffered && PolicyHints.askedFor(controls);
        UnaryOperator<Entry> policies =
                second.at(intercepted.getConnectedAddress()) ? second::held : UnaryOperator.identity();
        ModifyRequest plain = new ModifyRequest(
                request.getDN(), writes.translate(who, request.getDN(), request.getModifications(), hinted, policies));
        plain.setControls(without(controls));
        intercepted.setRequest(plain);
    }

    @Override
    public void processModifyResult(InMemoryInterceptedModifyResult intercepted) {
        hand.changed(intercepted.getRequest().getDN());
    }

    @Override
    public void processCompareRequest(InMemoryInterceptedCompareRequest intercepted) throws LDAPException {
        delay();
        visible(who(intercepted.getConnectionID()), intercepted.getRequest().getDN());
    }

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest intercepted) throws LDAPException {
        delay();
        administrator(intercepted.getConnectionID());
        intercepted.setRequest(
                new AddRequest(arrivals.announce(intercepted.getRequest().toEntry())));
    }

    @Override
    public void processAddResult(InMemoryInterceptedAddResult intercepted) {
        if (intercepted.getResult().getResultCode() == ResultCode.SUCCESS) {
            Entry entry = intercepted.getRequest().toEntry();
            hand.stored(entry);
            arrivals.born(entry);
        }
    }

    @Override
    public void processDeleteRequest(InMemoryInterceptedDeleteRequest intercepted) throws LDAPException {
        delay();
        administrator(intercepted.getConnectionID());
    }

    @Override
    public void processDeleteResult(InMemoryInterceptedDeleteResult intercepted) {
        hand.changed(intercepted.getRequest().getDN());
    }

    @Override
    public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest intercepted) throws LDAPException {
        delay();
        administrator(intercepted.getConnectionID());
        throw WindowsErrors.unwilling();
    }

    @Override
    public void processSASLBindRequest(InMemoryInterceptedSASLBindRequest intercepted) throws LDAPException {
        throw new LDAPException(
                ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                "00002027: LdapErr: DSID-0C0905F3, comment: Invalid Authentication method, data 0, v4563");
    }

    @Override
    public void processExtendedRequest(InMemoryInterceptedExtendedRequest intercepted) throws LDAPException {
        if (!WHO_AM_I.equals(intercepted.getRequest().getOID())) {
            throw new LDAPException(
                    ResultCode.PROTOCOL_ERROR,
                    "0000203D: LdapErr: DSID-0C090FD5, comment: Unknown extended request OID, data 0, v4563");
        }
    }

    private DN who(long connection) throws LDAPException {
        return Optional.ofNullable(bound.get(connection)).orElseThrow(WindowsErrors::notBound);
    }

    private void administrator(long connection) throws LDAPException {
        if (!access.isAdministrator(who(connection))) {
            throw WindowsErrors.denied();
        }
    }

    private void visible(DN who, String dn) throws LDAPException {
        if (!access.visible(who, new DN(dn))) {
            throw WindowsErrors.noSuchObject(new DN(dn).getParentString());
        }
    }

    /** Leaves out the controls that only a domain controller knows; they are dealt with here. */
    private static List<Control> without(List<Control> controls) {
        List<Control> rest = new ArrayList<>(controls);
        rest.removeIf(control -> DescriptorParts.is(control) || PolicyHints.is(control));
        return rest;
    }

    private void delay() throws LDAPException {
        if (slowMillis > 0) {
            try {
                Thread.sleep(slowMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LDAPException(ResultCode.BUSY, "stopping", e);
            }
        }
    }
}
