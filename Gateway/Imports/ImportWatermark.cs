namespace Coordination.Gateway.Imports;

/// <summary>How far an import is complete without a hole, while results come in any order.</summary>
public sealed class ImportWatermark(long through)
{
    private readonly SortedDictionary<long, V1.ImportStatus> _ahead = [];
    private long _counted = through;
    private Coordination.Imports.ImportCounts _counts = new(0, 0, 0, 0);

    /// <summary>Every record up to here has its result.</summary>
    public long Through { get; private set; } = through;

    /// <summary>Records between the last <see cref="Take"/> and <see cref="Through"/>.</summary>
    public long Uncounted => Through - _counted;

    /// <summary>Notes a result. A sequence that a client sends twice counts once: left in place, it would hold the mark back for good.</summary>
    public void Add(long sequence, V1.ImportStatus status)
    {
        if (sequence <= Through)
        {
            return;
        }
        _ahead[sequence] = status;
        while (_ahead.Count > 0 && _ahead.First() is var (first, ended) && first == Through + 1)
        {
            _ahead.Remove(first);
            Through = first;
            _counts += ended switch
            {
                V1.ImportStatus.Created => new(1, 0, 0, 0),
                V1.ImportStatus.Updated => new(0, 1, 0, 0),
                V1.ImportStatus.Unchanged => new(0, 0, 1, 0),
                _ => new(0, 0, 0, 1),
            };
        }
    }

    /// <summary>The stretch completed since the last call, and how its records ended.</summary>
    public (long From, long Through, Coordination.Imports.ImportCounts Counts) Take()
    {
        var taken = (_counted, Through, _counts);
        (_counted, _counts) = (Through, new(0, 0, 0, 0));
        return taken;
    }
}
