namespace Coordination.Groups;

/// <summary>An instruction to one group.</summary>
[GenerateSerializer, Immutable, Alias("coord.GroupCommand")]
public abstract record GroupCommand(CommandHeader Header) : Command(Header);

/// <summary>Registers a group; the caller's jurisdiction owns it.</summary>
[GenerateSerializer, Immutable, Alias("coord.CreateGroup")]
public sealed record CreateGroup(
    CommandHeader Header, [property: Id(0)] Protected Title, [property: Id(1)] string PoliceTerm, [property: Id(2)] LegalTier LegalTier,
    [property: Id(3)] FocusArea FocusArea) : GroupCommand(Header);

/// <summary>Changes what describes it; null, empty and unspecified leave things as they are.</summary>
[GenerateSerializer, Immutable, Alias("coord.UpdateGroup")]
public sealed record UpdateGroup(
    CommandHeader Header, [property: Id(0)] Protected? Title, [property: Id(1)] string PoliceTerm, [property: Id(2)] LegalTier LegalTier,
    [property: Id(3)] FocusArea FocusArea) : GroupCommand(Header);

/// <summary>Changes relations in the order given: all or none.</summary>
/// <param name="Changes">1 to <see cref="ChangesMax"/>.</param>
/// <param name="KnownLinks">Who supplies whom above the groups to be linked, as the read model shows it: evidence against a cycle.</param>
[GenerateSerializer, Immutable, Alias("coord.ModifyGroupRelations")]
public sealed record ModifyGroupRelations(
    CommandHeader Header, [property: Id(0)] ImmutableArray<GroupChange> Changes, [property: Id(1)] ImmutableArray<SupplyLink> KnownLinks)
    : GroupCommand(Header)
{
    /// <summary>The most changes in one command. Source: the gateway's batch limit.</summary>
    public const int ChangesMax = 500;
}

/// <summary>An officer confirms that the group is dismantled; refused with everything that is missing.</summary>
/// <param name="Officer">Name and rank.</param>
/// <param name="DocumentNumber">Number of the approval document.</param>
[GenerateSerializer, Immutable, Alias("coord.ConfirmGroupDismantled")]
public sealed record ConfirmGroupDismantled(
    CommandHeader Header, [property: Id(0)] Protected Officer, [property: Id(1)] string DocumentNumber) : GroupCommand(Header);

/// <summary>What a case about this group says of its filing. Sent by a reaction.</summary>
/// <param name="FiledAt">When it was filed; null if it is not, or no longer.</param>
[GenerateSerializer, Immutable, Alias("coord.NoteCaseFiling")]
public sealed record NoteCaseFiling(
    CommandHeader Header, [property: Id(0)] string CaseId, [property: Id(1)] DateTimeOffset? FiledAt) : GroupCommand(Header);

/// <summary>Another group has linked this one as its supplier, or no longer does. Sent by a reaction.</summary>
[GenerateSerializer, Immutable, Alias("coord.NoteDownstream")]
public sealed record NoteDownstream(
    CommandHeader Header, [property: Id(0)] string GroupId, [property: Id(1)] bool Linked) : GroupCommand(Header);

/// <summary>One group supplies another, both by grain key.</summary>
[GenerateSerializer, Immutable, Alias("coord.SupplyLink")]
public sealed record SupplyLink([property: Id(0)] string Upstream, [property: Id(1)] string Downstream);
