using System.CommandLine;
using Glia.Experiments;
using Glia.Mnist;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia export</c>: writes built-in data for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "export";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Writes the built-in digits as an .npz file, as Keras' mnist.npz has them.");
        if (!complete) return command;
        var data = new WordArgument<string>("DATA") { Description = "mnist." };
        var file = new Argument<string>("OUT.npz") { Description = "The file: x_train, y_train, x_test and y_test of unsigned bytes." };
        command.Add(data.Offers([Recipe.MnistSource]));
        command.Add(file);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(data), parsed.GetRequiredValue(file)));
        Examples.Attach(command, """
            glia export mnist digits.npz
            """);
        return command;
    }

    /// <summary>Refuses a name that says another form.</summary>
    internal static void RequireNpz(string file)
    {
        if (!Path.GetExtension(file).Equals(".npz", StringComparison.OrdinalIgnoreCase))
            throw new GliaException($"{file} must end in .npz: that is the form the digits are written in.");
    }

    private static int Run(Terminal terminal, string data, string file)
    {
        if (data != Recipe.MnistSource) throw new GliaException($"There are no built-in data '{data}'; write glia export mnist {file}.");
        RequireNpz(file);
        MnistData.Load().WriteNpz(file);
        terminal.Screen.WriteLine($"60,000 training and 10,000 test digits are in {file}; numpy.load opens it, " +
            $"and so does glia train {file}");
        return 0;
    }
}
