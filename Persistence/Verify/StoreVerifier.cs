using System.Diagnostics;

namespace Coordination.Persistence.Verify;

/// <summary>Runs every check over a store, which may be in use, and reports each with its count and its findings.</summary>
public sealed class StoreVerifier(IEnumerable<IStoreCheck> checks)
{
    public async Task<VerifyReport> Run(IProgress<VerifyProgress>? progress, CancellationToken cancel)
    {
        var reports = ImmutableArray.CreateBuilder<CheckReport>();
        foreach (var check in checks)
        {
            var started = Stopwatch.GetTimestamp();
            var found = new CheckLog(check.Name, progress);
            await check.Run(found, cancel);
            progress?.Report(new(check.Name, found.Checked, found.Wrong));
            reports.Add(new(check.Name, check.Claim, found.Checked, found.Wrong, [.. found.Findings], Stopwatch.GetElapsedTime(started)));
        }
        return new(reports.ToImmutable());
    }
}

/// <summary>What all checks found.</summary>
public sealed record VerifyReport(ImmutableArray<CheckReport> Checks)
{
    /// <summary>True if nothing was found wrong.</summary>
    public bool Sound => Checks.All(check => check.Wrong == 0);
}

/// <summary>What one check found.</summary>
/// <param name="Checked">Things looked at: entries, rows, requests, as the claim says.</param>
/// <param name="Findings">The first <see cref="CheckLog.FindingsMax"/> of <paramref name="Wrong"/>.</param>
public sealed record CheckReport(string Name, string Claim, long Checked, long Wrong, ImmutableArray<string> Findings, TimeSpan Took);
