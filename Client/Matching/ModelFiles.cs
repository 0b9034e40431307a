using Coordination.Resolution;

namespace Coordination.Client.Matching;

/// <summary>Models by name, as the library ships them, or by file.</summary>
public static class ModelFiles
{
    public const string Names = "suspects, febrl, or a model's file";

    /// <exception cref="InvalidDataException">There is no such model, or its file is none.</exception>
    public static Model Open(string nameOrFile) => nameOrFile switch
    {
        "suspects" => Model.Suspects,
        "febrl" => Model.Febrl,
        _ when !File.Exists(nameOrFile) => throw new InvalidDataException($"{nameOrFile} is no model: give {Names}."),
        _ => Load(nameOrFile),
    };

    /// <summary>The shipped model that compares most of what this one compares.</summary>
    public static Model ShippedLike(Model model) =>
        new[] { Model.Suspects, Model.Febrl }.MaxBy(shipped => shipped.File.Comparisons.Count(one => model.File.Comparisons.Any(other => other.Name == one.Name)))!;

    private static Model Load(string file)
    {
        using var json = File.OpenRead(file);
        return Model.Load(json);
    }
}
