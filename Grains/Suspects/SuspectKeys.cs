namespace Coordination.Suspects;

/// <summary>How suspects' grain keys follow from one another.</summary>
public static class SuspectKeys
{
    /// <summary>The component that is named after a record.</summary>
    public static string ComponentOf(string recordKey) => $"component-{EntityNaming.IdOf(recordKey)}";
}
