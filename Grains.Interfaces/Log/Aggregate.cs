using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Coordination.Log;

/// <summary>What lists, visibility and due work need to know of one aggregate's state.</summary>
/// <param name="Owner">The jurisdiction that owns it; the ministry for national things.</param>
/// <param name="Status">Its state's name.</param>
/// <param name="Parties">All who may know of it, the owner included, besides the ministry.</param>
public sealed record ResourceIndex(JurisdictionCode Owner, string Status, ImmutableArray<JurisdictionCode> Parties)
{
    /// <summary>A second thing to list by: a case's group, an operation's campaign; empty if none.</summary>
    public string Parent { get; init; } = "";

    /// <summary>What falls due if nothing happens first.</summary>
    public ImmutableArray<DueItem> Due { get; init; } = [];
}

/// <summary>Work that falls due.</summary>
/// <param name="Kind">Names the clock, e.g. <c>transfer-expiry</c>.</param>
/// <param name="At">When.</param>
/// <param name="Owner">Whose clock it is.</param>
/// <param name="Wakes">True if the grain acts by itself when it is due; false if it is only shown to people.</param>
public sealed record DueItem(string Kind, DateTimeOffset At, JurisdictionCode Owner, bool Wakes);

/// <summary>How the log's readers fold one aggregate, by the same pure function that the grain uses.</summary>
public interface IAggregate
{
    /// <summary>The grain type, which is also the name of its stored state.</summary>
    string GrainType { get; }

    /// <summary>False: no list or history shows it, so the generic read model leaves it out; a projection of its own tells of it.</summary>
    bool IsListed { get; }

    /// <summary>Resolves the stored types of this aggregate.</summary>
    IJsonTypeInfoResolver Json { get; }

    /// <summary>A fold that starts from <paramref name="state"/> as stored, or from nothing.</summary>
    IFold Start(string? state, JsonSerializerOptions options);
}

/// <summary>A state under way.</summary>
public interface IFold
{
    void Apply(LogEntry entry);
    string State { get; }
    ResourceIndex Index { get; }
}

/// <summary>The definition of an aggregate: its name, its fold, what is indexed of it.</summary>
public sealed class Aggregate<TState, TEvent>(
    string grainType, IJsonTypeInfoResolver json, Func<TState, TEvent, TState> apply, Func<TState, ResourceIndex> index, bool isListed = true) : IAggregate
    where TState : class, new()
    where TEvent : class
{
    public string GrainType { get; } = grainType;
    public bool IsListed { get; } = isListed;
    public IJsonTypeInfoResolver Json { get; } = json;

    public TState Apply(TState state, TEvent happened) => apply(state, happened);
    public ResourceIndex Index(TState state) => index(state);

    public IFold Start(string? state, JsonSerializerOptions options) =>
        new Fold(this, state is null ? new TState() : JsonSerializer.Deserialize<TState>(state, options)!, options);

    private sealed class Fold(Aggregate<TState, TEvent> aggregate, TState state, JsonSerializerOptions options) : IFold
    {
        private TState _state = state;

        public void Apply(LogEntry entry) =>
            _state = aggregate.Apply(_state, JsonSerializer.Deserialize<TEvent>(entry.Body, options)!);

        public string State => JsonSerializer.Serialize(_state, options);
        public ResourceIndex Index => aggregate.Index(_state);
    }
}
