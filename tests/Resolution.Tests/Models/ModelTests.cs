using Coordination.Client.Files;

namespace Coordination.Resolution.Tests;

public class ModelTests
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "Data");

    [Fact]
    public void A_saved_model_is_the_same_model()
    {
        using var saved = new MemoryStream();
        Model.Suspects.Save(saved);
        saved.Position = 0;

        var loaded = Model.Load(saved);

        Assert.Equal(Model.Suspects.Version, loaded.Version);
        var records = RecordFiles.Records(Path.Combine(Sample, "records.csv"), loaded);
        Assert.Equal(Resolver.Resolve(records, Model.Suspects).Clusters, Resolver.Resolve(records, loaded).Clusters);
    }

    [Fact]
    public void Another_schema_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Model.Create(Model.Suspects.File with { Schema = 2 }));

    [Fact]
    public void A_comparison_that_does_not_exist_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Model.Create(Model.Suspects.File with
        {
            Comparisons = [Model.Suspects.File.Comparisons[0] with { Name = "star_sign" }],
        }));

    [Fact]
    public void A_value_on_the_stop_list_is_neither_key_nor_evidence()
    {
        var model = Model.Create(Model.Suspects.File with { StopValues = ["16900000000"] });

        var record = model.Normalize(new SuspectAttributes("A") { Phones = ["16900000000", "16900000001"] });

        Assert.Equal(["16900000001"], record.Phones);
    }

    [Fact]
    public void Training_without_labels_finds_most_pairs_and_hardly_a_wrong_one()
    {
        var records = RecordFiles.Records(Path.Combine(Sample, "records.csv"), Model.Suspects);
        var truth = RecordFiles.Truth(Path.Combine(Sample, "truth.csv"));
        var options = TrainingOptions.Like(Model.Suspects.File, "sample", "the sample");

        var model = Model.Create(Trainer.Train(records, options));

        var accuracy = PairAccuracy.Of(Resolver.Resolve(records, model).Clusters, truth);
        Assert.True(accuracy.F1 > 0.90, $"F1 {accuracy.F1:F4}");
    }

    [Fact]
    public void Another_schema_runs_through_the_same_code()
    {
        var mapping = new ColumnMapping(Model.Febrl.File.Columns);
        SuspectAttributes[] rows =
        [
            mapping.Read(Row("rec-1-org", "mitchell", "green", "19560409", "1804974")),
            mapping.Read(Row("rec-1-dup", "green", "mitchel", "19560409", "1804974")),
            mapping.Read(Row("rec-2-org", "harley", "mccarthy", "19080419", "6089216")),
        ];

        var resolved = Resolver.Resolve(rows, Model.Febrl);

        Assert.Equal(["rec-1-dup,rec-1-org", "rec-2-org"], resolved.Clusters.Select(cluster => string.Join(',', cluster.Records)));

        static Func<string, string?> Row(string id, string given, string surname, string birth, string number) => column => column switch
        {
            "record_id" => id,
            "given_name" => given,
            "surname" => surname,
            "date_of_birth" => birth,
            "soc_sec_id" => number,
            _ => null,
        };
    }
}
