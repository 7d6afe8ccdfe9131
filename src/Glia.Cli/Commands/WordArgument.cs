using System.CommandLine;

namespace Glia.Cli.Commands;

/// <summary>An argument that is a word and never a file, so that no shell offers files for it.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <param name="name">What the help calls it.</param>
internal sealed class WordArgument<T>(string name) : Argument<T>(name), IWord;

/// <summary>What is a word and never a file.</summary>
internal interface IWord;
