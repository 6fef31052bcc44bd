#!/usr/bin/env bash
# Makes one pull request of a proposal (see prepare.sh), or brings it up to date; where the proposal changes nothing, one issue. It
# runs with the right to write, so it executes nothing of the proposal, and takes only the folders that a proposal may change.
#
#   propose.sh <folder>     in a checkout of main; IS_APP=true where GH_TOKEN is the token of an App
set -euo pipefail
proposal=$1
branch=upstream
title="Follow Polar's published description"
author="polar-orders upstream <upstream@polar-orders.invalid>"

open_pull_request() {
  local number
  number=$(gh pr list --head "$branch" --state open --json number --jq '.[0].number // empty')
  if [ -z "$number" ]; then
    gh pr create --base main --head "$branch" --title "$title" --body-file "$1"
  else
    gh pr edit "$number" --body-file "$1"
  fi
}

open_issue() {
  local number
  number=$(TITLE=$title gh issue list --state open --search "in:title \"$title\"" --json number,title \
    --jq 'map(select(.title == env.TITLE)) | first | .number // empty')
  if [ -z "$number" ]; then
    gh issue create --title "$title" --body-file "$1"
  else
    gh issue edit "$number" --body-file "$1"
  fi
}

body=$(mktemp)
# GitHub takes 65 536 characters.
head --bytes 60000 "$proposal/report.md" > "$body"

if [ ! -s "$proposal/changes.patch" ]; then
  open_issue "$body"
  exit
fi

git switch --quiet --create "$branch"
git apply --index --include='openapi/*' --include='src/generated/*' --include='.changeset/*.md' "$proposal/changes.patch"
git -c user.name="${author% <*}" -c user.email="$(sed 's/.*<\(.*\)>/\1/' <<< "$author")" commit --quiet --message "$title"

known=$(git ls-remote origin "refs/heads/$branch" | cut -f 1)
if [ -n "$known" ]; then
  git fetch --quiet --depth 1 origin "refs/heads/$branch"
fi
if [ -n "$known" ] && [ "$(git log -1 --format='%an <%ae>' FETCH_HEAD)" != "$author" ]; then
  printf '\nSomeone has committed to `%s` since, so the branch was left as it is.\n' "$branch" >> "$body"
elif [ -z "$known" ] || ! git diff --quiet FETCH_HEAD HEAD; then
  git push --quiet --force-with-lease="refs/heads/$branch:$known" origin "HEAD:refs/heads/$branch"
fi

if [ "${IS_APP:-false}" != true ]; then
  printf '\nMade with `GITHUB_TOKEN`, whose pull requests start no checks: close and reopen this one to start them.\n' >> "$body"
fi
open_pull_request "$body"
