using System.Text;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>Rule M5 and invariant I10 over the sample of a thousand records: what is taken apart and put together again is as it was.</summary>
public sealed class UndoTests
{
    private const int RecordCount = 600;

    /// <summary>One in so many persons is taken apart, record by record.</summary>
    private const int OneIn = 10;

    [Theory, InlineData(7)]
    public async Task Undo_then_redo_of_every_merge_of_one_in_ten_persons_gives_identical_persons_and_names(int seed)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var (random, stored) = (new Random(seed), new StoredRecords(cluster));
        var rows = Sample().OrderBy(_ => random.Next()).Take(RecordCount).ToList();
        foreach (var (record, owner, content) in rows) { await stored.Submit(record, owner, content); }
        string[] records = [.. rows.Select(r => r.Record)];
        var before = await stored.Persons(records);
        var merged = before.Keys.Where(person => person.Contains(',', StringComparison.Ordinal)).Order(StringComparer.Ordinal).OrderBy(_ => random.Next()).ToList();
        Assert.NotEmpty(merged);

        foreach (var person in merged.Take(before.Count / OneIn))
        {
            var members = person.Split(',').Select(id => $"record-{id}").ToArray();
            for (var i = 1; i < members.Length; i++)
            {
                Assert.Null(await stored.Split(members[i], members[0], "000000", "1"));
                Assert.Null(await stored.Split(members[i], members[0], "000000", "2"));
                Assert.DoesNotContain(person, (await stored.Persons(members)).Keys);

                Assert.Null(await stored.Judge(members[i], members[0], random.Next(2) == 0 ? Verdict.Same : Verdict.Unsure, "000000"));
                Assert.Equal([KeyValuePair.Create(person, before[person])], await stored.Persons(members));
            }
        }
        Assert.Equal(before.OrderBy(p => p.Key, StringComparer.Ordinal), (await stored.Persons(records)).OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<(string Record, string Owner, SubmittedAttributes Content)> Sample()
    {
        using var lines = new StreamReader(typeof(UndoTests).Assembly.GetManifestResourceStream("suspects-1k.csv")!, Encoding.UTF8);
        var header = lines.ReadLine()!.Split(',');
        while (lines.ReadLine() is { } line)
        {
            if (line.Contains('"', StringComparison.Ordinal)) { continue; }   // a few fields are quoted; the rest is enough here
            var fields = line.Split(',');
            string Field(string name) => fields[Array.IndexOf(header, name)];
            ImmutableArray<string> Many(string name) => [.. Field(name).Split(';', StringSplitOptions.RemoveEmptyEntries)];
            yield return ($"record-{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Field("record_id")))}", Field("province_code"), new()
            {
                FullName = Field("name"), RomanisedName = Field("romanised"), IdType = Field("id_type"), IdNumber = Field("id_no"), Sex = Field("sex"),
                BirthDate = Field("birth_date"), Phones = Many("phones"), BankCards = Many("bank_cards"),
            });
        }
    }
}
