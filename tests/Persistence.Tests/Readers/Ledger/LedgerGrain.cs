using Coordination.Core;
using Coordination.Log;

namespace Coordination.Persistence.Tests.Readers.Ledger;

[Alias("coord.tests.ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    [Alias("Execute")] Task<Reply<LedgerState>> Execute(LedgerCommand command);
}

[GenerateSerializer, Immutable, Alias("coord.tests.LedgerCommand")]
public abstract record LedgerCommand(CommandHeader Header) : Command(Header);

[GenerateSerializer, Immutable, Alias("coord.tests.OpenLedger")]
public sealed record OpenLedger(CommandHeader Header, [property: Id(0)] DateTimeOffset DueAt) : LedgerCommand(Header);

[GenerateSerializer, Immutable, Alias("coord.tests.BookLedger")]
public sealed record BookLedger(CommandHeader Header, [property: Id(0)] long Amount) : LedgerCommand(Header);

[GenerateSerializer, Immutable, Alias("coord.tests.CloseLedger")]
public sealed record CloseLedger(CommandHeader Header) : LedgerCommand(Header);

[GrainType("ledger")]
public sealed class LedgerGrain(
    [PersistentState("ledger", StoreRegistration.StorageName)] IPersistentState<GrainRow<LedgerState, LedgerEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<LedgerState, LedgerCommand, LedgerEvent>(LedgerAggregate.Definition, store, log, clock), ILedgerGrain, IDueGrain
{
    public async Task<Rejection?> OnDue(string kind, CommandHeader header) => (await Execute(new CloseLedger(header))).Rejection;

    protected override Decision<LedgerEvent> Decide(LedgerState state, LedgerCommand command, DateTimeOffset now) => command switch
    {
        OpenLedger open => new LedgerEvent[] { new Opened(open.Header.Jurisdiction), new Dated(open.DueAt) },
        BookLedger book => new Booked(book.Amount),
        CloseLedger => new Closed(),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };
}
