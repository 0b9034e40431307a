using Coordination.JointOperations;

namespace Coordination.Gateway.Services;

/// <summary>
/// Protected texts of operations, opened for one viewer. Need to know: where a target is expected and what a party says of
/// itself is for that party, the lead and the ministry; the rest of the plan is for all parties.
/// </summary>
public sealed class JointOperationTexts
{
    private readonly Dictionary<Protected, string> _plain;

    private JointOperationTexts(Dictionary<Protected, string> plain) => _plain = plain;

    /// <summary>The text; empty if it is not this viewer's to read, or was erased.</summary>
    public string this[Protected? text] => text is null ? "" : _plain.GetValueOrDefault(text, "");

    /// <summary>All texts of one operation that are <paramref name="viewer"/>'s to read.</summary>
    public static Task<JointOperationTexts> Open(JointOperation operation, JurisdictionCode viewer, IProtector protector, CancellationToken cancel)
    {
        var leads = viewer == operation.Lead || viewer.IsMinistry;
        return Open(
            [
                operation.Title,
                .. (operation.Plan?.Targets ?? []).Concat(operation.Postponed).Where(target => leads || target.Party == viewer)
                    .SelectMany(target => new[] { target.Address, target.Notes }),
                .. operation.Parties.Where(party => leads || party.Code == viewer).Select(party => party.Reservation),
                .. operation.Refusals.Where(refusal => leads || refusal.Party == viewer).Select(refusal => refusal.Details),
            ],
            protector, cancel);
    }

    /// <summary>The titles of many operations, with one question to the store.</summary>
    public static Task<JointOperationTexts> Titles(IEnumerable<JointOperation> operations, IProtector protector, CancellationToken cancel) =>
        Open(operations.Select(operation => operation.Title), protector, cancel);

    private static async Task<JointOperationTexts> Open(IEnumerable<Protected?> texts, IProtector protector, CancellationToken cancel)
    {
        var wanted = texts.OfType<Protected>().Distinct().ToArray();
        var plain = wanted.Length == 0 ? [] : await protector.Reveal(wanted, cancel);
        return new(wanted.Zip(plain).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!));
    }
}
