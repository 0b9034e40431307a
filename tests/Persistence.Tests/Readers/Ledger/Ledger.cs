using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Persistence.Tests.Readers.Ledger;

/// <summary>The smallest aggregate that has an owner, parties, a sum, and something that falls due.</summary>
[GenerateSerializer, Immutable, Alias("test.LedgerState")]
public sealed record LedgerState
{
    [Id(0)] public JurisdictionCode Owner { get; init; }
    [Id(1)] public ImmutableArray<JurisdictionCode> Parties { get; init; } = [];
    [Id(2)] public long Sum { get; init; }
    [Id(3)] public DateTimeOffset? DueAt { get; init; }
    [Id(4)] public bool Closed { get; init; }
    [Id(5)] public string Note { get; init; } = "";
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Opened), "ledger.opened")]
[JsonDerivedType(typeof(Booked), "ledger.booked")]
[JsonDerivedType(typeof(Shared), "ledger.shared")]
[JsonDerivedType(typeof(Dated), "ledger.dated")]
[JsonDerivedType(typeof(Noted), "ledger.noted")]
[JsonDerivedType(typeof(Closed), "ledger.closed")]
public abstract record LedgerEvent;

public sealed record Opened(JurisdictionCode Owner) : LedgerEvent;
public sealed record Booked(long Amount) : LedgerEvent;
public sealed record Shared(JurisdictionCode With) : LedgerEvent;
public sealed record Dated(DateTimeOffset At) : LedgerEvent;
public sealed record Noted(string Note) : LedgerEvent;
public sealed record Closed : LedgerEvent;

public static class LedgerAggregate
{
    public const string DueKind = "closing";

    public static readonly Aggregate<LedgerState, LedgerEvent> Definition = new("ledger", LedgerJson.Default, Apply, Index);

    public static LedgerState Apply(LedgerState state, LedgerEvent happened) => happened switch
    {
        Opened e => state with { Owner = e.Owner, Parties = [e.Owner] },
        Booked e => state with { Sum = state.Sum + e.Amount },
        Shared e => state with { Parties = state.Parties.Contains(e.With) ? state.Parties : state.Parties.Add(e.With) },
        Dated e => state with { DueAt = e.At },
        Noted e => state with { Note = e.Note },
        Closed => state with { Closed = true, DueAt = null },
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    private static ResourceIndex Index(LedgerState state) => new(state.Owner, state.Closed ? "Closed" : "Open", state.Parties)
    {
        Parent = $"book-{state.Owner.Value[..2]}",
        Due = state.DueAt is { } at ? [new(DueKind, at, state.Owner, Wakes: true)] : [],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GrainRow<LedgerState, LedgerEvent>))]
public sealed partial class LedgerJson : JsonSerializerContext;
