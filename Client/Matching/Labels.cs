using Coordination.Client.Files;

namespace Coordination.Client.Matching;

/// <summary>What is known of pairs: decisions of reviewers, and the truth where a set has one.</summary>
public sealed class Labels
{
    private readonly Dictionary<string, string> _truth;
    private readonly Dictionary<(string, string), bool> _decisions;

    private Labels(Dictionary<string, string> truth, Dictionary<(string, string), bool> decisions) => (_truth, _decisions) = (truth, decisions);

    /// <summary>How many there are, for the model's provenance.</summary>
    public string Words => $"truth of {_truth.Count} records, {_decisions.Count} decisions";

    /// <summary>Null where neither is given.</summary>
    public static Labels? From(FileInfo? truth, FileInfo? decisions) => truth is null && decisions is null
        ? null
        : new(truth is null ? [] : RecordFiles.Truth(truth.FullName), decisions is null ? [] : RecordFiles.Decisions(decisions.FullName));

    /// <summary>Null where nobody knows. A decision on the very pair goes before the truth of its records.</summary>
    public bool? IsSame(string a, string b) =>
        _decisions.TryGetValue(RecordFiles.Pair(a, b), out var decided) ? decided
        : _truth.TryGetValue(a, out var one) && _truth.TryGetValue(b, out var other) ? one == other
        : null;
}
