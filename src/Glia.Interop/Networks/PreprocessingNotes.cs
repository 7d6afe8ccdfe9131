using Glia.Data;

namespace Glia.Interop.Networks;

/// <summary>What of a model's preparation no other program's file can say.</summary>
internal static class PreprocessingNotes
{
    /// <summary>A sentence for each thing that stays behind.</summary>
    public static IEnumerable<string> Of(Preprocessing preprocessing)
    {
        if (preprocessing.Columns is not null) yield return "the columns of the table do not travel: the file takes the features that " +
            "they become.";
        if (preprocessing.Images is not null) yield return "how image files are read does not travel: the file takes their numbers.";
    }
}
