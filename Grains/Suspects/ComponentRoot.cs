namespace Coordination.Suspects;

/// <summary>The component that stands for a record, as it was read.</summary>
/// <param name="Version">0 if nothing was ever filed under this key: then it stands for its founder alone.</param>
/// <param name="Passed">Components on the way that moved here; their records may not have arrived yet.</param>
public sealed record ComponentRoot(string Key, int Version, SuspectComponent? State, ImmutableArray<SuspectComponent> Passed)
{
    /// <summary>True if all that moved here has arrived.</summary>
    public bool IsComplete => Passed.SelectMany(p => p.Members).All(Holds);

    /// <summary>The same root reached on two ways.</summary>
    public ComponentRoot And(ComponentRoot other) => this with { Passed = Passed.AddRange(other.Passed) };

    /// <summary>The component that a record starts.</summary>
    public static string KeyOf(string recordKey) => $"component-{recordKey[(recordKey.IndexOf('-') + 1)..]}";

    /// <summary>The record that a component was started by.</summary>
    public static string FounderOf(string componentKey) => $"record-{componentKey[(componentKey.IndexOf('-') + 1)..]}";

    private bool Holds(Member member) => State?.Members.Any(m => m.Record == member.Record) == true;
}
