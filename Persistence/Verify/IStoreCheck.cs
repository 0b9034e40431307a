namespace Coordination.Persistence.Verify;

/// <summary>One invariant of a store, checked over all of it without changing anything. Verticals add their own by registering one.</summary>
public interface IStoreCheck
{
    /// <summary>Names it in the report, e.g. <c>inboxes</c>.</summary>
    string Name { get; }

    /// <summary>The claim that it checks, in a sentence.</summary>
    string Claim { get; }

    Task Run(CheckLog found, CancellationToken cancel);
}

/// <summary>Collects what a check has looked at and found wrong.</summary>
public sealed class CheckLog(string check, IProgress<VerifyProgress>? progress)
{
    /// <summary>Findings told one by one; beyond them only their number is.</summary>
    public const int FindingsMax = 100;

    private const int ProgressEvery = 10_000;
    private readonly List<string> _findings = [];

    /// <summary>Things looked at.</summary>
    public long Checked { get; private set; }

    /// <summary>Things found wrong.</summary>
    public long Wrong { get; private set; }

    public IReadOnlyList<string> Findings => _findings;

    public void Saw(long count = 1)
    {
        var before = Checked;
        Checked += count;
        if (before / ProgressEvery != Checked / ProgressEvery)
        {
            progress?.Report(new(check, Checked, Wrong));
        }
    }

    /// <param name="finding">Names ids, versions and positions; never content.</param>
    public void Found(string finding)
    {
        Wrong++;
        if (_findings.Count < FindingsMax)
        {
            _findings.Add(finding);
        }
    }
}

public sealed record VerifyProgress(string Check, long Checked, long Wrong);
