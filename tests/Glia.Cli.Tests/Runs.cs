namespace Glia.Cli.Tests;

/// <summary>A short run on the digits that several tests look at.</summary>
internal static class Runs
{
    private static readonly Lazy<(string Folder, Command.Result Result)> Made = new(() =>
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("glia-").FullName, "run");
        Command.Result result = Command.Run("train", "mnist", "--layers", "16", "--batch", "500", "--epochs", "2", "--seed", "3",
            "-o", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        return (folder, result);
    });

    /// <summary>Its folder.</summary>
    public static string Small => Made.Value.Folder;

    /// <summary>What it showed.</summary>
    public static Command.Result Shown => Made.Value.Result;
}
