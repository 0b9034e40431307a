using Coordination.Log;

namespace Coordination.Campaigns;

/// <summary>The campaign of scenario C1 over TEST-17: a fixture, not the real list of key provinces, which was never published.</summary>
public static class TestReplay
{
    public const string CampaignId = "campaign-c1";
    public static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>Province, cases, groups, operations led, amount in fen of the official reading.</summary>
    public static readonly ImmutableArray<(string Code, int Cases, int Groups, int Operations, long Amount)> Provinces =
    [
        ("110000", 88, 12, 4, 172_596_717_040), ("120000", 41, 5, 1, 80_414_379_530), ("130000", 62, 8, 2, 121_602_232_460),
        ("150000", 35, 5, 1, 68_646_421_550), ("310000", 141, 21, 9, 276_547_012_530), ("320000", 118, 16, 5, 231_436_506_940),
        ("330000", 121, 17, 5, 237_320_485_930), ("340000", 64, 8, 2, 125_524_885_120), ("350000", 77, 10, 3, 151_022_127_410),
        ("370000", 109, 15, 4, 213_784_569_970), ("410000", 97, 13, 3, 190_248_653_990), ("420000", 72, 9, 2, 141_215_495_688),
        ("430000", 69, 9, 2, 135_331_516_701), ("440000", 168, 24, 7, 329_502_823_272), ("500000", 83, 11, 3, 162_790_085_307),
        ("510000", 112, 15, 4, 219_668_548_848), ("610000", 66, 8, 1, 129_447_537_714),
    ];

    public static readonly Campaign Campaign = new()
    {
        Owner = JurisdictionCode.Ministry,
        Window = new(At(6, 1), new(2025, 11, 30, 23, 59, 59, 999, Shanghai)),
        KeyLabel = "TEST-17",
        KeyJurisdictions = [.. Provinces.Select(province => new JurisdictionCode(province.Code))],
    };

    public static string Case(int number) => $"case-{number:0000}";

    public static string Group(int number) => $"group-{number:000}";

    public static DateTimeOffset At(int month, int day) => new(2025, month, day, 0, 0, 0, Shanghai);

    /// <summary>Step 1: cases 1..1523 in the order of provinces, one fact each, the groups, the operations.</summary>
    public static LogStream Load()
    {
        var log = new LogStream();
        var (number, group, operation) = (0, 0, 0);
        foreach (var province in Provinces)
        {
            for (var i = 0; i < province.Cases; i++)
            {
                number++;
                var at = At(6, 1).AddHours(number * 2);
                log.Write(Case(number), Sample.Reported(province.Code, at));
                log.Write(Case(number), Sample.Filed(at));
                log.Write(Case(number), Sample.Fact(
                    $"F-{number}", number <= 933 ? 1_961_326_330 : 1_961_326_329, number <= 192 ? 19_613_263_297 : 19_613_263_296));
            }
            for (var i = 0; i < province.Groups; i++)
            {
                log.Write(Group(++group), Sample.Dismantled(province.Code, At(9, 1), province.Code));
            }
            for (var i = 0; i < province.Operations; i++)
            {
                log.Write($"op-{++operation:000}", Sample.Concluded(province.Code, CampaignId, At(10, 1)));
            }
        }
        return log;
    }
}

/// <summary>A ledger and the lines it has made.</summary>
public sealed class Ledger
{
    private readonly CampaignLedger _ledger = new();
    private readonly List<LedgerLine> _lines = [];

    public Ledger(LogStream log) => Post(log.Entries);

    public IReadOnlyList<LedgerLine> Lines => _lines;

    public Ledger Post(params IEnumerable<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            _lines.AddRange(_ledger.Post(entry));
        }
        return this;
    }

    public CampaignTally Tally(long asOf = long.MaxValue) => CampaignTally.Of(
        TestReplay.Campaign,
        CampaignTally.Cells(TestReplay.CampaignId, TestReplay.Campaign.Window, _lines.Where(line => line.Seq <= asOf)));
}
